-- AlterTable
ALTER TABLE "import_image" DROP CONSTRAINT "import_image_pkey",
DROP COLUMN "mask",
ADD COLUMN     "part" SMALLINT NOT NULL DEFAULT 0,
ADD CONSTRAINT "import_image_pkey" PRIMARY KEY ("run_id", "path", "part");
