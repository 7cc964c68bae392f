"""How wrong every number is: liftvision held against clips whose truth is known."""
