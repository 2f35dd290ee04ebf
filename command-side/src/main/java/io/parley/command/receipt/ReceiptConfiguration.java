package io.parley.command.receipt;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The receipts aggregate and the handler of its command. */
@Configuration(proxyBeanMethods = false)
@Import({Receipts.class, ConfirmReceiptHandler.class})
public class ReceiptConfiguration {}
