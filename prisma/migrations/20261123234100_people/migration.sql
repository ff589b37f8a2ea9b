-- AlterTable
ALTER TABLE "link" ADD COLUMN     "used_by" TEXT;

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "link_email_idx" ON "link"("email");


alter table "user" add constraint user_email_lower check (email = lower(email));
alter table site_role add constraint site_role_known check (role in ('taxonEditor', 'admin'));
alter table membership add constraint membership_role_known check (role in ('viewer', 'trainee', 'annotator', 'reviewer', 'manager'));
-- Who manages a project sees all of it.
alter table membership add constraint membership_manager_whole check (role <> 'manager' or sample_ids = '{}');
alter table project add constraint project_access_known check (access in ('private', 'visible', 'open'));
alter table link add constraint link_kind_known check (kind in ('welcome', 'invitation', 'reset'));
