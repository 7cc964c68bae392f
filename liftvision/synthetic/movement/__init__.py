"""How the synthetic lifter moves: the bar's course, and the poses that go with it."""
