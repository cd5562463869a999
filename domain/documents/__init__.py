"""Papers made from tickets: packing lists, quotes and invoices, kept as facts and set as PDF."""
