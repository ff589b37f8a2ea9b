-- AlterTable
ALTER TABLE "link" ADD COLUMN     "vouched" BOOLEAN NOT NULL DEFAULT false;


alter table link drop constraint link_kind_known;
alter table link add constraint link_kind_known check (kind in ('welcome', 'invitation', 'registration', 'reset'));
