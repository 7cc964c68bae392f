"""The pose model, the people it sees, and the one of them who lifts."""
