-- CreateTable
CREATE TABLE "object_map" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "run_id" BIGINT NOT NULL,
    "source" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "space" TEXT NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "total" INTEGER NOT NULL,
    "facts" JSONB NOT NULL,
    "objects" BIGINT[],
    "xs" REAL[],
    "ys" REAL[],

    CONSTRAINT "object_map_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "object_map_run_id_key" ON "object_map"("run_id");

-- CreateIndex
CREATE INDEX "object_map_project_id_id_idx" ON "object_map"("project_id", "id");
