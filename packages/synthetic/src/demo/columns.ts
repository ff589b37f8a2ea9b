import { measuredColumns } from "../measure/measure.ts";

/** A column of an EcoTaxa table and its type in the second line: number or text. */
export type DemoColumn = { readonly name: string; readonly type: "[f]" | "[t]" };

const columns = (type: DemoColumn["type"], names: readonly string[]): DemoColumn[] => names.map((name) => ({ name, type }));

/** Every column of the demo's tables, in order. */
export const demoColumns: readonly DemoColumn[] = [
  ...columns("[t]", ["img_file_name"]),
  ...columns("[f]", ["img_rank"]),
  ...columns("[t]", ["object_id"]),
  ...columns("[f]", ["object_lat", "object_lon"]),
  ...columns("[t]", ["object_date", "object_time"]),
  ...columns("[f]", ["object_depth_min", "object_depth_max"]),
  ...columns("[t]", [
    "object_annotation_status",
    "object_annotation_category",
    "object_annotation_person_name",
    "object_annotation_person_email",
  ]),
  ...columns("[t]", ["object_annotation_date", "object_annotation_time"]),
  ...columns("[f]", ["object_annotation_score"]),
  ...columns(
    "[f]",
    measuredColumns.map((name) => `object_${name}`),
  ),
  ...columns("[t]", ["sample_id", "sample_program", "sample_ship", "sample_stationid", "sample_tow_type", "sample_net_type"]),
  ...columns("[f]", ["sample_bottomdepth", "sample_net_mesh", "sample_net_surf", "sample_zmin", "sample_zmax", "sample_tot_vol"]),
  ...columns("[t]", ["sample_comment", "acq_id", "acq_instrument", "acq_sub_method", "acq_hardware", "acq_scan_date", "acq_scan_time"]),
  ...columns("[f]", ["acq_min_mesh", "acq_max_mesh", "acq_sub_part", "acq_scan_resolution"]),
  ...columns("[t]", ["process_id", "process_date", "process_time", "process_software"]),
  ...columns("[f]", [
    "process_img_resolution",
    "process_particle_threshold",
    "process_particle_pixel_size_mm",
    "process_particle_min_size_mm",
  ]),
];
