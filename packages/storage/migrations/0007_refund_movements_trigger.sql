CREATE TRIGGER `orders_amount_refunded` AFTER UPDATE OF `amount_refunded` ON `orders`
WHEN new.amount_refunded <> old.amount_refunded
BEGIN
	INSERT INTO `refund_movements` (`project_id`, `mode`, `order_id`, `amount`, `currency`, `at`)
	VALUES (new.project_id, new.mode, new.order_id, new.amount_refunded - old.amount_refunded, new.currency, new.updated_at);
END;
