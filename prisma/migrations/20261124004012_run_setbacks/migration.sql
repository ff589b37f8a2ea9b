-- AlterTable
ALTER TABLE "run" ADD COLUMN     "setbacks" INTEGER NOT NULL DEFAULT 0;
