-- CreateTable
CREATE TABLE "comparison" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "run_id" BIGINT NOT NULL,
    "space" TEXT NOT NULL,
    "centres" BYTEA NOT NULL,
    "clusters" INTEGER NOT NULL,
    "objects" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "comparison_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "likeness" (
    "comparison_id" BIGINT NOT NULL,
    "object_id" BIGINT NOT NULL,
    "cluster" INTEGER NOT NULL,
    "spread" REAL NOT NULL,
    "taxon_id" BIGINT,
    "distance" REAL,
    "suspicion" REAL,
    "suggested_id" BIGINT,

    CONSTRAINT "likeness_pkey" PRIMARY KEY ("comparison_id","object_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "comparison_run_id_key" ON "comparison"("run_id");

-- CreateIndex
CREATE INDEX "comparison_project_id_idx" ON "comparison"("project_id");

-- CreateIndex
CREATE INDEX "likeness_comparison_id_cluster_idx" ON "likeness"("comparison_id", "cluster");

-- CreateIndex
CREATE INDEX "likeness_object_id_idx" ON "likeness"("object_id");

-- AddForeignKey
ALTER TABLE "likeness" ADD CONSTRAINT "likeness_comparison_id_fkey" FOREIGN KEY ("comparison_id") REFERENCES "comparison"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "likeness" ADD CONSTRAINT "likeness_object_id_fkey" FOREIGN KEY ("object_id") REFERENCES "object"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "prediction" ADD COLUMN "activation" BYTEA;
