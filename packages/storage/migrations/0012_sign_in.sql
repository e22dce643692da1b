CREATE TABLE `refresh_tokens` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`family_id` text NOT NULL,
	`parent_hash` text,
	`created_at` integer NOT NULL,
	`used_at` integer,
	`retry_hash` text,
	FOREIGN KEY (`family_id`) REFERENCES `sign_in_families`(`family_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `refresh_tokens_of_family` ON `refresh_tokens` (`family_id`);--> statement-breakpoint
CREATE INDEX `refresh_tokens_by_parent` ON `refresh_tokens` (`parent_hash`);--> statement-breakpoint
CREATE TABLE `sign_in_codes` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`publishable_key` text NOT NULL,
	`redirect_uri` text NOT NULL,
	`code_challenge` text NOT NULL,
	`nonce` text,
	`scopes` text NOT NULL,
	`user_id` text NOT NULL,
	`clerk_user_id` text NOT NULL,
	`clerk_session_id` text NOT NULL,
	`authenticated_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sign_in_codes_due` ON `sign_in_codes` (`expires_at`);--> statement-breakpoint
CREATE INDEX `sign_in_codes_of_user` ON `sign_in_codes` (`project_id`,`mode`,`user_id`);--> statement-breakpoint
CREATE TABLE `sign_in_families` (
	`family_id` text PRIMARY KEY NOT NULL,
	`code_hash` text NOT NULL,
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`publishable_key` text NOT NULL,
	`user_id` text NOT NULL,
	`clerk_user_id` text NOT NULL,
	`clerk_session_id` text NOT NULL,
	`scopes` text NOT NULL,
	`authenticated_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sign_in_families_codeHash_unique` ON `sign_in_families` (`code_hash`);--> statement-breakpoint
CREATE INDEX `sign_in_families_due` ON `sign_in_families` (`expires_at`);--> statement-breakpoint
CREATE INDEX `sign_in_families_of_user` ON `sign_in_families` (`project_id`,`mode`,`user_id`);--> statement-breakpoint
CREATE INDEX `sign_in_families_of_clerk` ON `sign_in_families` (`clerk_user_id`);--> statement-breakpoint
CREATE TABLE `sign_in_requests` (
	`request_hash` text PRIMARY KEY NOT NULL,
	`browser_hash` text NOT NULL,
	`project_id` text NOT NULL,
	`mode` text NOT NULL,
	`publishable_key` text NOT NULL,
	`redirect_uri` text NOT NULL,
	`code_challenge` text NOT NULL,
	`state` text,
	`nonce` text,
	`scopes` text NOT NULL,
	`prompt` text,
	`screen` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sign_in_requests_due` ON `sign_in_requests` (`expires_at`);