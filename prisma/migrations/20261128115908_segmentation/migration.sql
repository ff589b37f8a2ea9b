-- AlterTable
ALTER TABLE "import_image" ADD COLUMN     "mask" BYTEA;

-- CreateTable
CREATE TABLE "segmentation" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "name" TEXT NOT NULL,
    "profile" TEXT NOT NULL,
    "source" JSONB NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "run_id" BIGINT NOT NULL,
    "facts" JSONB,

    CONSTRAINT "segmentation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "segmentation_unit" (
    "id" BIGSERIAL NOT NULL,
    "segmentation_id" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "unit" JSONB NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "suggestion" TEXT,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "run_id" BIGINT,
    "preview_run_id" BIGINT,
    "preview" BYTEA,
    "preview_facts" JSONB,

    CONSTRAINT "segmentation_unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_off" (
    "acquisition_id" BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "comment" TEXT NOT NULL DEFAULT '',
    "colour" TEXT NOT NULL,
    "findings" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "sign_off_pkey" PRIMARY KEY ("acquisition_id")
);

-- CreateIndex
CREATE INDEX "segmentation_project_id_idx" ON "segmentation"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "segmentation_unit_segmentation_id_name_key" ON "segmentation_unit"("segmentation_id", "name");

-- AddForeignKey
ALTER TABLE "segmentation" ADD CONSTRAINT "segmentation_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segmentation_unit" ADD CONSTRAINT "segmentation_unit_segmentation_id_fkey" FOREIGN KEY ("segmentation_id") REFERENCES "segmentation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_off" ADD CONSTRAINT "sign_off_acquisition_id_fkey" FOREIGN KEY ("acquisition_id") REFERENCES "acquisition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

drop index run_hidden;
create index run_hidden on run (project_id) where kind in ('importBatch', 'segmentUnit') and published_at is null;
