-- CreateTable
CREATE UNLOGGED TABLE "view_order" (
    "id" BIGSERIAL NOT NULL,
    "project_id" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "ids" BYTEA NOT NULL,
    "objects" INTEGER NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "view_order_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "view_order_project_id_key_idx" ON "view_order"("project_id", "key");

-- CreateIndex
CREATE INDEX "view_order_used_at_idx" ON "view_order"("used_at");

-- Kept as it is: a slice of a million ids reads only the pieces that it lies in.
ALTER TABLE "view_order" ALTER COLUMN "ids" SET STORAGE EXTERNAL;

-- Whether a project changed since an order was read: one look for labels and corrections, one for runs.
create index run_of_project_finished on "run" (project_id, finished_at);
