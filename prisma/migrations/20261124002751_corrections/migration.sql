-- DropIndex
DROP INDEX "edit_event_batch_id_idx";

-- AlterTable
ALTER TABLE "edit_event" ADD COLUMN     "derived" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "pack" ADD COLUMN     "emptied_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "run_target" (
    "run_id" BIGINT NOT NULL,
    "level" TEXT NOT NULL,
    "row_id" BIGINT NOT NULL,
    "was" JSONB,

    CONSTRAINT "run_target_pkey" PRIMARY KEY ("run_id","level","row_id")
);

-- CreateIndex
CREATE INDEX "batch_project_id_at_idx" ON "batch"("project_id", "at");

-- CreateIndex
CREATE INDEX "edit_event_batch_id_level_field_row_id_idx" ON "edit_event"("batch_id", "level", "field", "row_id");

-- Corrections that brought something into a project from another.
create index batch_into_project on batch (((request ->> 'toProject')::bigint)) where request ? 'toProject';
-- What of a pack is still pointed at.
create index vignette_of_pack on vignette (pack_id);
create index vignette_original_of_pack on vignette (original_pack_id) where original_pack_id is not null;
