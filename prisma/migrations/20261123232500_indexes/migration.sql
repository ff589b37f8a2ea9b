-- What Prisma's schema cannot say: extensions, checks, partial, expression and trigram indexes. A test pins both.
create extension if not exists pg_trgm;
create extension if not exists unaccent;

alter table "object" add constraint object_state_known check (state in ('unclassified', 'predicted', 'dubious', 'validated'));
alter table "object" add constraint object_validated_has_taxon check (state <> 'validated' or taxon_id is not null);
alter table "object" add constraint object_taxon_fk foreign key (taxon_id) references taxon (id);
alter table "object" add constraint object_acquisition_fk foreign key (acquisition_id) references acquisition (id);
alter table "object" add constraint object_sample_fk foreign key (sample_id) references sample (id);
alter table annotation_event add constraint annotation_event_taxon_fk foreign key (taxon_id) references taxon (id);
alter table annotation_event add constraint annotation_event_batch_fk foreign key (batch_id) references batch (id);
alter table vignette add constraint vignette_pack_fk foreign key (pack_id) references pack (id);
alter table run add constraint run_state_known check (state in ('queued', 'running', 'asking', 'done', 'refused', 'failed', 'cancelled', 'lost'));

-- Names are unique among what is not in the trash.
create unique index object_original on "object" (project_id, original_id) where trash_id is null;
create unique index sample_name on sample (project_id, name) where trash_id is null;
create unique index acquisition_name on acquisition (project_id, name) where trash_id is null;

-- The orders of the grid, each with the id as tie-break.
create index object_by_id on "object" (project_id, id) where trash_id is null;
create index object_by_taxon on "object" (project_id, taxon_id, state, id) where trash_id is null;
create index object_by_state on "object" (project_id, state, id) where trash_id is null;
create index object_by_sample on "object" (project_id, sample_id, id) where trash_id is null;
create index object_by_date on "object" (project_id, date, id) where trash_id is null;
create index object_by_annotated on "object" (project_id, (coalesce(extract(epoch from (annotated_at at time zone 'UTC'))::float8, 'Infinity'::float8)), id) where trash_id is null;
create index object_by_score on "object" (project_id, (coalesce(score::float8, 'Infinity'::float8)), id) where trash_id is null;
create index object_by_score_down on "object" (project_id, (coalesce(score::float8, '-Infinity'::float8)) desc, id desc) where trash_id is null;
create index object_by_random on "object" (project_id, (coalesce(random::float8, 'Infinity'::float8)), id) where trash_id is null;
create index object_by_size on "object" (project_id, (coalesce(area::float8, 'Infinity'::float8)), id) where trash_id is null;
create index object_by_size_down on "object" (project_id, (coalesce(area::float8, '-Infinity'::float8)) desc, id desc) where trash_id is null;
create index object_of_batch on "object" (batch_id) where batch_id is not null;
create index object_in_trash on "object" (trash_id) where trash_id is not null;
create index event_by_person on annotation_event (project_id, by, at);
create index run_hidden on run (project_id) where kind = 'importBatch' and published_at is null;

create unique index taxon_display_name on taxon (display_name) where project_id is null;
create unique index taxon_source on taxon (source, source_id) where source_id is not null and project_id is null;
create index taxon_search on taxon using gin (search_name gin_trgm_ops);
create index taxon_prefix on taxon (search_name text_pattern_ops);
create index taxon_aphia on taxon (aphia_id) where aphia_id is not null;
create index synonym_search on taxon_synonym using gin (search_name gin_trgm_ops);
create index synonym_prefix on taxon_synonym (search_name text_pattern_ops);
