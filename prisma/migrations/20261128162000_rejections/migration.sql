-- CreateTable
CREATE TABLE "rejection" (
    "object_id" BIGINT NOT NULL,
    "taxon_id" BIGINT NOT NULL,
    "project_id" BIGINT NOT NULL,
    "by" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rejection_pkey" PRIMARY KEY ("object_id","taxon_id")
);

-- CreateIndex
CREATE INDEX "rejection_project_id_taxon_id_idx" ON "rejection"("project_id", "taxon_id");

-- AddForeignKey
ALTER TABLE "rejection" ADD CONSTRAINT "rejection_object_id_fkey" FOREIGN KEY ("object_id") REFERENCES "object"("id") ON DELETE CASCADE ON UPDATE CASCADE;
