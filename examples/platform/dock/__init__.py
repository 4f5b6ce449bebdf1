"""dock lends cargo bikes: who may take which one, until when."""
