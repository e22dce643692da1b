CREATE TRIGGER `orders_sale_taken_back` AFTER UPDATE OF `paid_at`, `status`, `currency` ON `orders`
WHEN old.paid_at IS NOT NULL AND old.status <> 'paid_after_release'
	AND NOT (new.paid_at IS NOT NULL AND new.status <> 'paid_after_release'
		AND new.paid_at / 86400000 = old.paid_at / 86400000 AND new.currency = old.currency)
BEGIN
	UPDATE `product_days` SET
		`quantity` = `quantity` - (SELECT i.quantity FROM `order_items` i
			WHERE i.order_id = old.order_id AND i.product = `product_days`.`product`),
		`revenue` = `revenue` - (SELECT i.quantity * i.unit_amount FROM `order_items` i
			WHERE i.order_id = old.order_id AND i.product = `product_days`.`product`)
	WHERE `project_id` = old.project_id AND `mode` = old.mode AND `currency` = old.currency
		AND `day` = old.paid_at / 86400000
		AND `product` IN (SELECT i.product FROM `order_items` i WHERE i.order_id = old.order_id);
END;
--> statement-breakpoint
CREATE TRIGGER `orders_sale_made` AFTER UPDATE OF `paid_at`, `status`, `currency` ON `orders`
WHEN new.paid_at IS NOT NULL AND new.status <> 'paid_after_release'
	AND NOT (old.paid_at IS NOT NULL AND old.status <> 'paid_after_release'
		AND new.paid_at / 86400000 = old.paid_at / 86400000 AND new.currency = old.currency)
BEGIN
	INSERT INTO `product_days` (`project_id`, `mode`, `currency`, `day`, `product`, `display_name`, `quantity`, `revenue`)
	SELECT new.project_id, new.mode, new.currency, new.paid_at / 86400000, i.product, i.display_name, i.quantity,
		i.quantity * i.unit_amount
	FROM `order_items` i WHERE i.order_id = new.order_id
	ON CONFLICT DO UPDATE SET `display_name` = excluded.display_name, `quantity` = `quantity` + excluded.quantity,
		`revenue` = `revenue` + excluded.revenue;
END;
--> statement-breakpoint
CREATE TRIGGER `order_items_of_a_sale` AFTER INSERT ON `order_items`
WHEN EXISTS (SELECT 1 FROM `orders` o
	WHERE o.order_id = new.order_id AND o.paid_at IS NOT NULL AND o.status <> 'paid_after_release')
BEGIN
	INSERT INTO `product_days` (`project_id`, `mode`, `currency`, `day`, `product`, `display_name`, `quantity`, `revenue`)
	SELECT o.project_id, o.mode, o.currency, o.paid_at / 86400000, new.product, new.display_name, new.quantity,
		new.quantity * new.unit_amount
	FROM `orders` o WHERE o.order_id = new.order_id
	ON CONFLICT DO UPDATE SET `display_name` = excluded.display_name, `quantity` = `quantity` + excluded.quantity,
		`revenue` = `revenue` + excluded.revenue;
END;
--> statement-breakpoint
INSERT INTO `product_days` (`project_id`, `mode`, `currency`, `day`, `product`, `display_name`, `quantity`, `revenue`)
SELECT o.project_id, o.mode, o.currency, o.paid_at / 86400000, i.product, max(i.display_name), sum(i.quantity),
	sum(i.quantity * i.unit_amount)
FROM `orders` o JOIN `order_items` i ON i.order_id = o.order_id
WHERE o.paid_at IS NOT NULL AND o.status <> 'paid_after_release'
GROUP BY o.project_id, o.mode, o.currency, o.paid_at / 86400000, i.product;
