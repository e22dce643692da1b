ALTER TABLE `registrations` ADD `ready_at` integer;--> statement-breakpoint
DELETE FROM `registrations` WHERE claimed_at IS NOT NULL;--> statement-breakpoint
UPDATE `registrations` SET ready_at = created_at;
