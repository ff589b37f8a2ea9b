-- CreateTable
CREATE TABLE "model" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'candidate',
    "origin" TEXT NOT NULL,
    "parent_id" BIGINT,
    "run_id" BIGINT,
    "manifest" JSONB NOT NULL,
    "card" TEXT NOT NULL,
    "evaluation" JSONB,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_class" (
    "model_id" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "taxon_id" BIGINT,
    "aliases" TEXT[],
    "decided" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "model_class_pkey" PRIMARY KEY ("model_id","ordinal")
);

-- CreateTable
CREATE TABLE "model_event" (
    "id" BIGSERIAL NOT NULL,
    "model_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "by" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "model_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prediction" (
    "object_id" BIGINT NOT NULL,
    "model_id" BIGINT NOT NULL,
    "taxon_ids" BIGINT[],
    "scores" REAL[],
    "margin" REAL NOT NULL,
    "entropy" REAL NOT NULL,
    "unknown" REAL NOT NULL,

    CONSTRAINT "prediction_pkey" PRIMARY KEY ("object_id")
);

-- CreateTable
CREATE TABLE "embedding" (
    "object_id" BIGINT NOT NULL,
    "space" TEXT NOT NULL,
    "vector" BYTEA NOT NULL,

    CONSTRAINT "embedding_pkey" PRIMARY KEY ("object_id")
);

-- CreateTable
CREATE TABLE "judgement" (
    "model_id" BIGINT NOT NULL,
    "object_id" BIGINT NOT NULL,
    "truth" SMALLINT NOT NULL,
    "predicted" SMALLINT NOT NULL,
    "score" REAL NOT NULL,

    CONSTRAINT "judgement_pkey" PRIMARY KEY ("model_id","truth","predicted","object_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "model_name_version_key" ON "model"("name", "version");

-- CreateIndex
CREATE INDEX "model_class_taxon_id_idx" ON "model_class"("taxon_id");

-- CreateIndex
CREATE INDEX "model_event_model_id_idx" ON "model_event"("model_id");

-- CreateIndex
CREATE INDEX "prediction_model_id_idx" ON "prediction"("model_id");

-- CreateIndex
CREATE INDEX "judgement_object_id_idx" ON "judgement"("object_id");

-- AddForeignKey
ALTER TABLE "model_class" ADD CONSTRAINT "model_class_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prediction" ADD CONSTRAINT "prediction_object_id_fkey" FOREIGN KEY ("object_id") REFERENCES "object"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "embedding" ADD CONSTRAINT "embedding_object_id_fkey" FOREIGN KEY ("object_id") REFERENCES "object"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "judgement" ADD CONSTRAINT "judgement_object_id_fkey" FOREIGN KEY ("object_id") REFERENCES "object"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- At most one model of a name is in service.
CREATE UNIQUE INDEX "model_in_service" ON "model" ("name") WHERE "state" = 'service';
