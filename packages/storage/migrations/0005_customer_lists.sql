DROP INDEX `end_users_by_plan`;--> statement-breakpoint
CREATE INDEX `end_users_invited` ON `end_users` (`project_id`,`mode`,`created_at`,`user_id`) WHERE status = 'invited';--> statement-breakpoint
CREATE INDEX `end_users_by_plan` ON `end_users` (`project_id`,`mode`,`plan`,`created_at`,`user_id`);