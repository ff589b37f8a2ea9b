-- AlterTable
ALTER TABLE "annotation_event" ADD COLUMN     "restores_id" BIGINT;
