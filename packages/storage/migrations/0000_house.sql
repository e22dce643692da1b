CREATE TABLE `api_keys` (
	`publishable_key` text PRIMARY KEY NOT NULL,
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`label` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	`rev` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `api_keys_of_project` ON `api_keys` (`project_id`,`mode`,`rev`);--> statement-breakpoint
CREATE TABLE `api_secrets` (
	`secret_hash` text PRIMARY KEY NOT NULL,
	`publishable_key` text NOT NULL,
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`hint` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	`rev` integer NOT NULL,
	FOREIGN KEY (`publishable_key`) REFERENCES `api_keys`(`publishable_key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `api_secrets_of_project` ON `api_secrets` (`project_id`,`mode`,`rev`);--> statement-breakpoint
CREATE TABLE `cron_leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`leased_until` integer NOT NULL,
	`last_done_at` integer
);
--> statement-breakpoint
CREATE TABLE `end_users` (
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`user_id` text NOT NULL,
	`status` text NOT NULL,
	`assigned_tier` text,
	`plan` text,
	`plan_source` text,
	`created_at` integer NOT NULL,
	`last_active_at` integer,
	`erased_rev` integer DEFAULT 0 NOT NULL,
	`rev` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`project_id`, `mode`, `user_id`)
);
--> statement-breakpoint
CREATE INDEX `end_users_by_rev` ON `end_users` (`project_id`,`mode`,`rev`,`user_id`);--> statement-breakpoint
CREATE INDEX `end_users_by_plan` ON `end_users` (`project_id`,`mode`,`plan`);--> statement-breakpoint
CREATE TABLE `guard` (
	`ok` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`topic` text NOT NULL,
	`payload` text NOT NULL,
	`created_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`leased_until` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`due_at`);--> statement-breakpoint
CREATE INDEX `outbox_by_topic` ON `outbox` (`topic`);--> statement-breakpoint
CREATE TABLE `platforms` (
	`platform_id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`covered_until` integer
);
--> statement-breakpoint
CREATE TABLE `products` (
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`name` text NOT NULL,
	`display_name` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`unit_amount` integer NOT NULL,
	`image_url` text,
	`features` text NOT NULL,
	`stock` integer,
	`sold_out` integer DEFAULT false NOT NULL,
	`shippable` integer DEFAULT false NOT NULL,
	`archived_at` integer,
	`rev` integer NOT NULL,
	PRIMARY KEY(`project_id`, `mode`, `name`),
	CONSTRAINT "products_unit_amount" CHECK("products"."unit_amount" >= 0),
	CONSTRAINT "products_stock" CHECK("products"."stock" >= 0)
);
--> statement-breakpoint
CREATE TABLE `project_modes` (
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`rev` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`project_id`, `mode`),
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`project_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "project_modes_mode" CHECK("project_modes"."mode" IN ('test', 'live'))
);
--> statement-breakpoint
CREATE TABLE `projects` (
	`project_id` text PRIMARY KEY NOT NULL,
	`platform_id` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`currency` text NOT NULL,
	`created_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`platform_id`) REFERENCES `platforms`(`platform_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "projects_type" CHECK("projects"."type" IN ('saas', 'store'))
);
--> statement-breakpoint
CREATE INDEX `projects_of_platform` ON `projects` (`platform_id`);--> statement-breakpoint
CREATE TABLE `subscriptions` (
	`stripe_account_id` text NOT NULL,
	`subscription_id` text NOT NULL,
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`user_id` text NOT NULL,
	`tier` text NOT NULL,
	`status` text NOT NULL,
	`interval` text NOT NULL,
	`usage_anchor` integer NOT NULL,
	`current_period_start` integer NOT NULL,
	`current_period_end` integer NOT NULL,
	`cancel_at` integer,
	`first_failed_at` integer,
	`duplicate_of` text,
	`rev` integer NOT NULL,
	PRIMARY KEY(`stripe_account_id`, `subscription_id`)
);
--> statement-breakpoint
CREATE INDEX `subscriptions_by_rev` ON `subscriptions` (`project_id`,`mode`,`rev`,`user_id`);--> statement-breakpoint
CREATE INDEX `subscriptions_of_user` ON `subscriptions` (`project_id`,`mode`,`user_id`,`rev`);--> statement-breakpoint
CREATE UNIQUE INDEX `subscriptions_one_current` ON `subscriptions` (`project_id`,`mode`,`user_id`) WHERE duplicate_of IS NULL AND status NOT IN ('canceled', 'incomplete_expired');--> statement-breakpoint
CREATE TABLE `tiers` (
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`name` text NOT NULL,
	`display_name` text NOT NULL,
	`unit_amount` integer NOT NULL,
	`interval` text NOT NULL,
	`usage_limit` integer,
	`rate_limit_per_minute` integer DEFAULT 100 NOT NULL,
	`features` text NOT NULL,
	`popular` integer DEFAULT false NOT NULL,
	`trial_days` integer DEFAULT 0 NOT NULL,
	`position` integer NOT NULL,
	`archived_at` integer,
	`rev` integer NOT NULL,
	PRIMARY KEY(`project_id`, `mode`, `name`),
	CONSTRAINT "tiers_unit_amount" CHECK("tiers"."unit_amount" >= 0),
	CONSTRAINT "tiers_usage_limit" CHECK("tiers"."usage_limit" >= 0),
	CONSTRAINT "tiers_rate_limit" CHECK("tiers"."rate_limit_per_minute" >= 1)
);
--> statement-breakpoint
CREATE INDEX `tiers_by_rev` ON `tiers` (`project_id`,`mode`,`rev`);--> statement-breakpoint
CREATE UNIQUE INDEX `tiers_one_free` ON `tiers` (`project_id`,`mode`) WHERE unit_amount = 0 AND archived_at IS NULL;--> statement-breakpoint
CREATE TABLE `usage_counts` (
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`user_id` text NOT NULL,
	`anchor` integer NOT NULL,
	`period_start` integer NOT NULL,
	`count` integer NOT NULL,
	`tier` text NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`project_id`, `mode`, `user_id`, `anchor`, `period_start`)
);
--> statement-breakpoint
CREATE TABLE `usage_days` (
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`day` integer NOT NULL,
	`tier` text NOT NULL,
	`shard` integer NOT NULL,
	`count` integer NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`project_id`, `mode`, `day`, `tier`, `shard`)
);
