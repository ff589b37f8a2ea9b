-- AlterTable
ALTER TABLE "division" ADD COLUMN     "drawn_on" TEXT NOT NULL DEFAULT 'vignette';

-- CreateTable
CREATE TABLE "kept_scan" (
    "run_id" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "side" INTEGER NOT NULL,
    "ends" BYTEA NOT NULL,

    CONSTRAINT "kept_scan_pkey" PRIMARY KEY ("run_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "kept_scan_key_key" ON "kept_scan"("key");
