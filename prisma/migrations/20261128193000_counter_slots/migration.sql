-- Gestures at the same time count in rows of their own.
ALTER TABLE "counter" ADD COLUMN "slot" SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE "counter" DROP CONSTRAINT "counter_pkey", ADD CONSTRAINT "counter_pkey" PRIMARY KEY ("project_id", "sample_id", "taxon_id", "state", "slot");
