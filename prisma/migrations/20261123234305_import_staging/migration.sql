-- AlterTable
ALTER TABLE "import_row" ADD COLUMN     "image" TEXT,
ADD COLUMN     "object" TEXT NOT NULL;

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "imported_email" TEXT;

-- CreateTable
CREATE TABLE "import_table" (
    "run_id" BIGINT NOT NULL,
    "file" TEXT NOT NULL,
    "header" JSONB NOT NULL,
    "summary" JSONB NOT NULL,

    CONSTRAINT "import_table_pkey" PRIMARY KEY ("run_id","file")
);

-- CreateTable
CREATE TABLE "import_image" (
    "run_id" BIGINT NOT NULL,
    "path" TEXT NOT NULL,
    "pack_id" BIGINT NOT NULL,
    "offset" BIGINT NOT NULL,
    "length" INTEGER NOT NULL,
    "mime" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "original_pack_id" BIGINT,
    "original_offset" BIGINT,
    "original_length" INTEGER,
    "original_mime" TEXT,
    "footer" SMALLINT NOT NULL DEFAULT 0,
    "background" TEXT NOT NULL DEFAULT 'light',
    "hash" BYTEA NOT NULL,
    "mask" BYTEA,

    CONSTRAINT "import_image_pkey" PRIMARY KEY ("run_id","path")
);

-- CreateIndex
CREATE INDEX "import_row_run_id_image_idx" ON "import_row"("run_id", "image");

-- CreateIndex
CREATE INDEX "import_row_run_id_object_idx" ON "import_row"("run_id", "object");
