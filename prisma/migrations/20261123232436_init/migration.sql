-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "organisation" TEXT NOT NULL DEFAULT '',
    "blocked" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site_role" (
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "granted_by" TEXT,

    CONSTRAINT "site_role_pkey" PRIMARY KEY ("user_id","role")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" BIGSERIAL NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "scopes" TEXT[],
    "project_ids" BIGINT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "email" TEXT,
    "user_id" TEXT,
    "project_id" BIGINT,
    "role" TEXT,
    "sample_ids" BIGINT[],
    "membership_expires_at" TIMESTAMPTZ(3),
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "project_id" BIGINT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "sample_ids" BIGINT[],
    "expires_at" TIMESTAMPTZ(3),
    "added_by" TEXT,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("project_id","user_id")
);

-- CreateTable
CREATE TABLE "taxon" (
    "id" BIGSERIAL NOT NULL,
    "parent_id" BIGINT,
    "name" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "search_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'phylogenetic',
    "rank" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'approved',
    "aphia_id" INTEGER,
    "source_id" BIGINT,
    "source" TEXT NOT NULL DEFAULT '',
    "source_url" TEXT NOT NULL DEFAULT '',
    "replaced_by" BIGINT,
    "living" BOOLEAN,
    "extent" TEXT,
    "counts_as_individual" BOOLEAN,
    "flags_confirmed_by" TEXT,
    "project_id" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "taxon_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "taxon_synonym" (
    "id" BIGSERIAL NOT NULL,
    "taxon_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "search_name" TEXT NOT NULL,
    "project_id" BIGINT,

    CONSTRAINT "taxon_synonym_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "taxonomy_event" (
    "id" BIGSERIAL NOT NULL,
    "taxon_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "by" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "before" JSONB,
    "after" JSONB,
    "run_id" BIGINT,

    CONSTRAINT "taxonomy_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project" (
    "id" BIGSERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "protocol" TEXT NOT NULL DEFAULT '',
    "contact_name" TEXT NOT NULL DEFAULT '',
    "contact_email" TEXT NOT NULL DEFAULT '',
    "instrument" TEXT NOT NULL DEFAULT '?',
    "licence" TEXT NOT NULL DEFAULT '',
    "funding" TEXT NOT NULL DEFAULT '',
    "citation" TEXT NOT NULL DEFAULT '',
    "access" TEXT NOT NULL DEFAULT 'private',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "trashed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "field" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "level" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "unit" TEXT,
    "ordinal" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "field_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sample" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "started_at" TIMESTAMPTZ(3),
    "depth_min" DOUBLE PRECISION,
    "depth_max" DOUBLE PRECISION,
    "dataportal_descriptor" TEXT NOT NULL DEFAULT '',
    "free" JSONB NOT NULL DEFAULT '{}',
    "batch_id" BIGINT,
    "trash_id" BIGINT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "stale" TEXT[],

    CONSTRAINT "sample_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "acquisition" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "sample_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "instrument" TEXT NOT NULL DEFAULT '',
    "pixel_size" DOUBLE PRECISION,
    "sub_part" DOUBLE PRECISION,
    "free" JSONB NOT NULL DEFAULT '{}',
    "batch_id" BIGINT,
    "trash_id" BIGINT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "stale" TEXT[],

    CONSTRAINT "acquisition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "process" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "acquisition_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "dialect" TEXT NOT NULL DEFAULT 'unknown',
    "free" JSONB NOT NULL DEFAULT '{}',
    "batch_id" BIGINT,
    "trash_id" BIGINT,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "process_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feature_list" (
    "id" SERIAL NOT NULL,
    "names" TEXT[],

    CONSTRAINT "feature_list_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_feature_list" (
    "project_id" BIGINT NOT NULL,
    "feature_list_id" INTEGER NOT NULL,

    CONSTRAINT "project_feature_list_pkey" PRIMARY KEY ("project_id","feature_list_id")
);

-- CreateTable
CREATE TABLE "object" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "sample_id" BIGINT NOT NULL,
    "acquisition_id" BIGINT NOT NULL,
    "original_id" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "date" DATE,
    "time" TIME(0),
    "depth_min" DOUBLE PRECISION,
    "depth_max" DOUBLE PRECISION,
    "link" TEXT NOT NULL DEFAULT '',
    "complement_info" TEXT NOT NULL DEFAULT '',
    "free" JSONB NOT NULL DEFAULT '{}',
    "feature_list_id" INTEGER,
    "features" REAL[],
    "taxon_id" BIGINT,
    "state" TEXT NOT NULL DEFAULT 'unclassified',
    "proposed" BOOLEAN NOT NULL DEFAULT false,
    "accepted" BOOLEAN NOT NULL DEFAULT false,
    "annotated_by" TEXT,
    "annotated_at" TIMESTAMPTZ(3),
    "score" REAL,
    "last_event_id" BIGINT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "area" REAL,
    "random" REAL NOT NULL,
    "vignettes" SMALLINT NOT NULL DEFAULT 0,
    "batch_id" BIGINT,
    "trash_id" BIGINT,

    CONSTRAINT "object_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vignette" (
    "id" BIGSERIAL NOT NULL,
    "object_id" BIGINT NOT NULL,
    "rank" SMALLINT NOT NULL DEFAULT 0,
    "file_name" TEXT NOT NULL,
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

    CONSTRAINT "vignette_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pack" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "writer" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sealed_at" TIMESTAMPTZ(3),

    CONSTRAINT "pack_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "batch" (
    "id" UUID NOT NULL,
    "project_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "by" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "request" JSONB NOT NULL DEFAULT '{}',
    "result" JSONB NOT NULL DEFAULT '{}',
    "run_id" BIGINT,
    "of_batch_id" UUID,
    "undone_by" UUID,

    CONSTRAINT "batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annotation_event" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "object_id" BIGINT NOT NULL,
    "batch_id" UUID NOT NULL,
    "taxon_id" BIGINT,
    "state" TEXT NOT NULL,
    "proposed" BOOLEAN NOT NULL DEFAULT false,
    "accepted" BOOLEAN NOT NULL DEFAULT false,
    "how" TEXT NOT NULL,
    "seen" BOOLEAN NOT NULL,
    "by" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "score" REAL,
    "model_id" BIGINT,
    "from_id" BIGINT,
    "version" INTEGER NOT NULL,

    CONSTRAINT "annotation_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "edit_event" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "batch_id" UUID NOT NULL,
    "level" TEXT NOT NULL,
    "row_id" BIGINT NOT NULL,
    "field" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "edit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counter" (
    "project_id" BIGINT NOT NULL,
    "sample_id" BIGINT NOT NULL,
    "taxon_id" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "objects" INTEGER NOT NULL,

    CONSTRAINT "counter_pkey" PRIMARY KEY ("project_id","sample_id","taxon_id","state")
);

-- CreateTable
CREATE TABLE "trash" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "level" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "by" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "objects" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "restored_at" TIMESTAMPTZ(3),
    "purged_at" TIMESTAMPTZ(3),

    CONSTRAINT "trash_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "project_id" BIGINT,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "input" JSONB NOT NULL DEFAULT '{}',
    "cursor" JSONB NOT NULL DEFAULT '{}',
    "questions" JSONB,
    "answers" JSONB,
    "result" JSONB,
    "reason" TEXT NOT NULL DEFAULT '',
    "step" TEXT NOT NULL DEFAULT '',
    "done" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "worker_id" TEXT,
    "heartbeat_at" TIMESTAMPTZ(3),
    "cancel_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_log" (
    "id" BIGSERIAL NOT NULL,
    "run_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "level" TEXT NOT NULL,
    "message" TEXT NOT NULL,

    CONSTRAINT "run_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_problem" (
    "id" BIGSERIAL NOT NULL,
    "run_id" BIGINT NOT NULL,
    "severity" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "file" TEXT NOT NULL DEFAULT '',
    "line" INTEGER,
    "column" TEXT NOT NULL DEFAULT '',
    "value" TEXT NOT NULL DEFAULT '',
    "expected" TEXT NOT NULL DEFAULT '',
    "message" TEXT NOT NULL,

    CONSTRAINT "run_problem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_row" (
    "run_id" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "file" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "row" JSONB NOT NULL,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("run_id","seq")
);

-- CreateTable
CREATE TABLE "worker" (
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "queues" TEXT[],
    "provider" TEXT NOT NULL DEFAULT 'cpu',
    "version" TEXT NOT NULL DEFAULT '',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,
    "last_job" TEXT NOT NULL DEFAULT '',
    "last_job_at" TIMESTAMPTZ(3),
    "jobs_done" INTEGER NOT NULL DEFAULT 0,
    "jobs_failed" INTEGER NOT NULL DEFAULT 0,
    "busy" INTEGER NOT NULL DEFAULT 0,
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "worker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "received_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "preference" (
    "user_id" TEXT NOT NULL,
    "project_id" BIGINT NOT NULL,
    "value" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "preference_pkey" PRIMARY KEY ("user_id","project_id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_provider_id_account_id_key" ON "account"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "api_token_user_id_idx" ON "api_token"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "link_hash_key" ON "link"("hash");

-- CreateIndex
CREATE INDEX "link_project_id_idx" ON "link"("project_id");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE INDEX "taxon_parent_id_idx" ON "taxon"("parent_id");

-- CreateIndex
CREATE INDEX "taxon_synonym_taxon_id_idx" ON "taxon_synonym"("taxon_id");

-- CreateIndex
CREATE INDEX "taxonomy_event_taxon_id_idx" ON "taxonomy_event"("taxon_id");

-- CreateIndex
CREATE UNIQUE INDEX "field_project_id_level_name_key" ON "field"("project_id", "level", "name");

-- CreateIndex
CREATE INDEX "sample_project_id_idx" ON "sample"("project_id");

-- CreateIndex
CREATE INDEX "acquisition_project_id_idx" ON "acquisition"("project_id");

-- CreateIndex
CREATE INDEX "acquisition_sample_id_idx" ON "acquisition"("sample_id");

-- CreateIndex
CREATE UNIQUE INDEX "process_acquisition_id_key" ON "process"("acquisition_id");

-- CreateIndex
CREATE INDEX "process_project_id_idx" ON "process"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "feature_list_names_key" ON "feature_list"("names");

-- CreateIndex
CREATE INDEX "object_acquisition_id_idx" ON "object"("acquisition_id");

-- CreateIndex
CREATE UNIQUE INDEX "vignette_object_id_rank_key" ON "vignette"("object_id", "rank");

-- CreateIndex
CREATE UNIQUE INDEX "pack_key_key" ON "pack"("key");

-- CreateIndex
CREATE INDEX "batch_project_id_by_at_idx" ON "batch"("project_id", "by", "at");

-- CreateIndex
CREATE INDEX "annotation_event_object_id_id_idx" ON "annotation_event"("object_id", "id");

-- CreateIndex
CREATE INDEX "annotation_event_batch_id_idx" ON "annotation_event"("batch_id");

-- CreateIndex
CREATE INDEX "edit_event_batch_id_idx" ON "edit_event"("batch_id");

-- CreateIndex
CREATE INDEX "edit_event_level_row_id_idx" ON "edit_event"("level", "row_id");

-- CreateIndex
CREATE INDEX "trash_project_id_idx" ON "trash"("project_id");

-- CreateIndex
CREATE INDEX "run_project_id_id_idx" ON "run"("project_id", "id");

-- CreateIndex
CREATE INDEX "run_state_idx" ON "run"("state");

-- CreateIndex
CREATE INDEX "run_log_run_id_id_idx" ON "run_log"("run_id", "id");

-- CreateIndex
CREATE INDEX "run_problem_run_id_id_idx" ON "run_problem"("run_id", "id");

-- CreateIndex
CREATE INDEX "upload_user_id_idx" ON "upload"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_project_id_user_id_name_key" ON "saved_view"("project_id", "user_id", "name");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site_role" ADD CONSTRAINT "site_role_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "taxon" ADD CONSTRAINT "taxon_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "taxon"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "taxon_synonym" ADD CONSTRAINT "taxon_synonym_taxon_id_fkey" FOREIGN KEY ("taxon_id") REFERENCES "taxon"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "field" ADD CONSTRAINT "field_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sample" ADD CONSTRAINT "sample_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acquisition" ADD CONSTRAINT "acquisition_sample_id_fkey" FOREIGN KEY ("sample_id") REFERENCES "sample"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "process" ADD CONSTRAINT "process_acquisition_id_fkey" FOREIGN KEY ("acquisition_id") REFERENCES "acquisition"("id") ON DELETE CASCADE ON UPDATE CASCADE;
