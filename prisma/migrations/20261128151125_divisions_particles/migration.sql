-- AlterTable
ALTER TABLE "segmentation_unit" ADD COLUMN     "overview" BYTEA,
ADD COLUMN     "overview_facts" JSONB;

-- CreateTable
CREATE TABLE "division" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "batch_id" UUID NOT NULL,
    "by" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "lines" JSONB NOT NULL DEFAULT '[]',
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "division_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "division_member" (
    "division_id" BIGINT NOT NULL,
    "object_id" BIGINT NOT NULL,
    "part" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,

    CONSTRAINT "division_member_pkey" PRIMARY KEY ("division_id","object_id")
);

-- CreateTable
CREATE TABLE "particle_image" (
    "acquisition_id" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3),
    "depth" DOUBLE PRECISION,
    "lit" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "areas" INTEGER[],
    "counts" INTEGER[],
    "greys" REAL[],

    CONSTRAINT "particle_image_pkey" PRIMARY KEY ("acquisition_id","ordinal")
);

-- CreateTable
CREATE TABLE "import_particle" (
    "run_id" BIGINT NOT NULL,
    "acquisition" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3),
    "depth" DOUBLE PRECISION,
    "lit" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "areas" INTEGER[],
    "counts" INTEGER[],
    "greys" REAL[],

    CONSTRAINT "import_particle_pkey" PRIMARY KEY ("run_id","acquisition","ordinal")
);

-- CreateIndex
CREATE UNIQUE INDEX "division_batch_id_key" ON "division"("batch_id");

-- CreateIndex
CREATE INDEX "division_member_object_id_idx" ON "division_member"("object_id");

-- CreateIndex
CREATE INDEX "segmentation_unit_run_id_idx" ON "segmentation_unit"("run_id");

-- AddForeignKey
ALTER TABLE "division_member" ADD CONSTRAINT "division_member_division_id_fkey" FOREIGN KEY ("division_id") REFERENCES "division"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "division_member" ADD CONSTRAINT "division_member_object_id_fkey" FOREIGN KEY ("object_id") REFERENCES "object"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "particle_image" ADD CONSTRAINT "particle_image_acquisition_id_fkey" FOREIGN KEY ("acquisition_id") REFERENCES "acquisition"("id") ON DELETE CASCADE ON UPDATE CASCADE;
