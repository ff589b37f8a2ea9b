-- AlterTable
ALTER TABLE "taxon" ADD COLUMN     "author" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "flags_confirmed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "taxonomy_event" ADD COLUMN     "of_event_id" BIGINT;

-- CreateIndex
CREATE INDEX "taxonomy_event_of_event_id_idx" ON "taxonomy_event"("of_event_id");

alter table taxon add constraint taxon_not_its_own_parent check (parent_id <> id);
alter table taxon add constraint taxon_replaced_fk foreign key (replaced_by) references taxon (id);
alter table taxon add constraint taxon_project_fk foreign key (project_id) references project (id) on delete cascade;
create index taxon_replaced on taxon (replaced_by) where replaced_by is not null;
create index taxon_local on taxon (project_id) where project_id is not null;
create unique index taxon_local_display_name on taxon (project_id, display_name) where project_id is not null;
create unique index synonym_once on taxon_synonym (taxon_id, search_name, coalesce(project_id, 0));
create index synonym_local on taxon_synonym (project_id) where project_id is not null;
-- What a taxon holds, over all projects: merges, deprecations and the taxon's page ask for it.
create index counter_by_taxon on counter (taxon_id, project_id);
create index taxonomy_event_run on taxonomy_event (run_id) where run_id is not null;
