-- CreateTable
CREATE TABLE "quantity_protocol" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "confirmed_by" TEXT,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quantity_protocol_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "preparation" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "preparation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "morphospace" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "preparation_id" BIGINT NOT NULL,
    "run_id" BIGINT NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "result" JSONB NOT NULL,
    "space" JSONB NOT NULL,

    CONSTRAINT "morphospace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site_total" (
    "day" DATE NOT NULL,
    "images" BIGINT NOT NULL,
    "objects" BIGINT NOT NULL,
    "validated" BIGINT NOT NULL,
    "projects" INTEGER NOT NULL,
    "instruments" INTEGER NOT NULL,
    "annotators" INTEGER NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "site_total_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "project_total" (
    "day" DATE NOT NULL,
    "project_id" BIGINT NOT NULL,
    "images" BIGINT NOT NULL,
    "objects" BIGINT NOT NULL,
    "validated" BIGINT NOT NULL,

    CONSTRAINT "project_total_pkey" PRIMARY KEY ("day","project_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "quantity_protocol_project_id_version_key" ON "quantity_protocol"("project_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "preparation_project_id_name_version_key" ON "preparation"("project_id", "name", "version");

-- CreateIndex
CREATE UNIQUE INDEX "morphospace_run_id_key" ON "morphospace"("run_id");

-- CreateIndex
CREATE INDEX "morphospace_project_id_idx" ON "morphospace"("project_id");
