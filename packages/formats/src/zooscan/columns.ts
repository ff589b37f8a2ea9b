/** Where each column of an EcoTaxa table comes from, as ZooProcess's own converter fills them: the first key that has a value. */
export type Source = { readonly column: string; readonly keys: readonly string[] };

const from = (column: string, ...keys: string[]): Source => ({ column, keys });

export const sampleColumns: readonly Source[] = [
  from("sample_scan_operator", "sample.scanop"),
  from("sample_ship", "sample.ship"),
  from("sample_program", "sample.scientificprog"),
  from("sample_stationid", "sample.stationid"),
  from("sample_bottomdepth", "sample.depth"),
  from("sample_ctdrosettefilename", "sample.ctdref"),
  from("sample_other_ref", "sample.otherref"),
  from("sample_tow_nb", "sample.townb"),
  from("sample_tow_type", "sample.towtype"),
  from("sample_net_type", "sample.nettype"),
  from("sample_net_mesh", "sample.netmesh"),
  from("sample_net_surf", "sample.netsurf"),
  from("sample_zmax", "sample.zmax"),
  from("sample_zmin", "sample.zmin"),
  from("sample_tot_vol", "sample.vol"),
  from("sample_comment", "sample.sample_comment"),
  from("sample_tot_vol_qc", "sample.vol_qc"),
  from("sample_depth_qc", "sample.depth_qc"),
  from("sample_sample_qc", "sample.sample_qc"),
  from("sample_barcode", "sample.barcode"),
  from("sample_duration", "sample.net_duration"),
  from("sample_ship_speed", "sample.ship_speed_knots"),
  from("sample_cable_length", "sample.cable_length"),
  from("sample_cable_angle", "sample.cable_angle"),
  from("sample_cable_speed", "sample.cable_speed"),
  from("sample_nb_jar", "sample.nb_jar"),
];

export const acquisitionColumns: readonly Source[] = [
  from("acq_min_mesh", "fraction.min"),
  from("acq_max_mesh", "fraction.max"),
  from("acq_sub_part", "subsample.subpart"),
  from("acq_sub_method", "subsample.submethod"),
  from("acq_hardware", "info.hardware"),
  from("acq_software", "info.software", "image.vuescan_version"),
  from("acq_author", "info.author"),
  from("acq_imgtype", "info.imagetype"),
  from("acq_quality", "input.quality"),
  from("acq_bitpixel", "input.bitsperpixel"),
  from("acq_greyfrom", "input.makegrayfrom"),
  from("acq_scan_resolution", "input.scanresolution"),
  from("acq_rotation", "input.rotation"),
  from("acq_miror", "input.mirror"),
  from("acq_xsize", "crop.xsize"),
  from("acq_ysize", "crop.ysize"),
  from("acq_xoffset", "crop.xoffset", "crop.previewxoffset"),
  from("acq_yoffset", "crop.yoffset", "crop.previewyoffset"),
  from("acq_lut_color_balance", "lut.color_balance"),
  from("acq_lut_filter", "lut.filter"),
  from("acq_lut_min", "lut.min"),
  from("acq_lut_max", "lut.max"),
  from("acq_lut_odrange", "lut.od_range"),
  from("acq_lut_ratio", "lut.ratio"),
  from("acq_lut_16b_median", "lut.median_level"),
  from("acq_scan_comment", "subsample.observation"),
];

export const processColumns: readonly Source[] = [
  from("process_img_software_version", "image_process.version"),
  from("process_img_resolution", "image_process.resolution", "info.resolution"),
  from("process_img_od_grey", "image_process.od_measured"),
  from("process_img_od_std", "image_process.std"),
  from("process_img_background_img", "image_process.background_correct_using"),
  from("process_particle_version", "particules_process.version"),
  from("process_particle_threshold", "particules_process.threshold"),
  from("process_particle_pixel_size_mm", "particules_process.pixsize"),
  from("process_particle_min_size_mm", "particules_process.minsize"),
  from("process_particle_max_size_mm", "particules_process.maxsize"),
  from("process_particle_sep_mask", "particules_process.separation_mask"),
  from("process_particle_bw_ratio", "particules_process.b/w_ratio"),
];

/** Values of columns that are not copied but read; the others of the header follow. */
export const readColumns = {
  position: ["object_lat", "object_lon", "object_lat_end", "object_lon_end"],
  instant: ["object_date", "object_time"],
  depth: ["object_depth_min", "object_depth_max"],
  scanned: ["acq_scan_date", "acq_scan_time"],
  processed: ["process_date", "process_time"],
} as const;
