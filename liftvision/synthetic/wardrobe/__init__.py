"""What the synthetic lifter wears: clothes that hang as cloth does, hair, shoes, a belt."""
