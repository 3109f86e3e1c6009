"""Who is calling? Customers found from what was heard."""
