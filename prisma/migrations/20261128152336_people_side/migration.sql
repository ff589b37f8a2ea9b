-- CreateTable
CREATE TABLE "assignment" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "due_on" DATE,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignment_person" (
    "assignment_id" BIGINT NOT NULL,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "assignment_person_pkey" PRIMARY KEY ("assignment_id","user_id")
);

-- CreateTable
CREATE TABLE "object_comment" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "object_id" BIGINT NOT NULL,
    "by" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "object_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opinion" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "object_id" BIGINT NOT NULL,
    "user_id" TEXT NOT NULL,
    "event_id" BIGINT NOT NULL,
    "first_by" TEXT NOT NULL,
    "first_taxon" BIGINT NOT NULL,
    "shown_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "taxon_id" BIGINT,

    CONSTRAINT "opinion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "taxon_sheet" (
    "id" BIGSERIAL NOT NULL,
    "taxon_id" BIGINT NOT NULL,
    "project_id" BIGINT,
    "text" TEXT NOT NULL DEFAULT '',
    "look_alikes" JSONB NOT NULL DEFAULT '[]',
    "object_ids" BIGINT[],
    "updated_by" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "taxon_sheet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "practice_set" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "practice_set_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "practice_object" (
    "set_id" BIGINT NOT NULL,
    "object_id" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "taxon_id" BIGINT NOT NULL,

    CONSTRAINT "practice_object_pkey" PRIMARY KEY ("set_id","object_id")
);

-- CreateTable
CREATE TABLE "practice_attempt" (
    "id" BIGSERIAL NOT NULL,
    "set_id" BIGINT NOT NULL,
    "user_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "practice_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "practice_answer" (
    "attempt_id" BIGINT NOT NULL,
    "object_id" BIGINT NOT NULL,
    "taxon_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "practice_answer_pkey" PRIMARY KEY ("attempt_id","object_id")
);

-- CreateIndex
CREATE INDEX "assignment_project_id_idx" ON "assignment"("project_id");

-- CreateIndex
CREATE INDEX "assignment_person_user_id_idx" ON "assignment_person"("user_id");

-- CreateIndex
CREATE INDEX "object_comment_object_id_idx" ON "object_comment"("object_id");

-- CreateIndex
CREATE INDEX "object_comment_project_id_id_idx" ON "object_comment"("project_id", "id");

-- CreateIndex
CREATE INDEX "opinion_project_id_user_id_idx" ON "opinion"("project_id", "user_id");

-- CreateIndex
CREATE INDEX "opinion_object_id_idx" ON "opinion"("object_id");

-- CreateIndex
CREATE UNIQUE INDEX "opinion_user_id_object_id_key" ON "opinion"("user_id", "object_id");

-- CreateIndex
CREATE INDEX "taxon_sheet_taxon_id_idx" ON "taxon_sheet"("taxon_id");

-- CreateIndex
CREATE INDEX "taxon_sheet_project_id_idx" ON "taxon_sheet"("project_id");

-- CreateIndex
CREATE INDEX "practice_set_project_id_idx" ON "practice_set"("project_id");

-- CreateIndex
CREATE INDEX "practice_object_object_id_idx" ON "practice_object"("object_id");

-- CreateIndex
CREATE INDEX "practice_attempt_set_id_user_id_idx" ON "practice_attempt"("set_id", "user_id");

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment_person" ADD CONSTRAINT "assignment_person_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment_person" ADD CONSTRAINT "assignment_person_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "object_comment" ADD CONSTRAINT "object_comment_object_id_fkey" FOREIGN KEY ("object_id") REFERENCES "object"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opinion" ADD CONSTRAINT "opinion_object_id_fkey" FOREIGN KEY ("object_id") REFERENCES "object"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "taxon_sheet" ADD CONSTRAINT "taxon_sheet_taxon_id_fkey" FOREIGN KEY ("taxon_id") REFERENCES "taxon"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "practice_set" ADD CONSTRAINT "practice_set_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "practice_object" ADD CONSTRAINT "practice_object_set_id_fkey" FOREIGN KEY ("set_id") REFERENCES "practice_set"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "practice_object" ADD CONSTRAINT "practice_object_object_id_fkey" FOREIGN KEY ("object_id") REFERENCES "object"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "practice_attempt" ADD CONSTRAINT "practice_attempt_set_id_fkey" FOREIGN KEY ("set_id") REFERENCES "practice_set"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "practice_answer" ADD CONSTRAINT "practice_answer_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "practice_attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One sheet of the site and one of each project for a taxon.
CREATE UNIQUE INDEX "taxon_sheet_one" ON "taxon_sheet" ("taxon_id", COALESCE("project_id", 0));
