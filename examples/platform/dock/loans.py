"""Loans: one bike, one rider, one span of time; two loans of a bike never overlap."""

from dataclasses import dataclass


class Refused(ValueError):
    """The loan breaks a rule; `code` is what the API answers."""

    def __init__(self, code):
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Loan:
    bike: str
    rider: str
    start: int
    end: int


class Desk:
    """Keeps the loans of one station; times are whole minutes."""

    longest = 24 * 60

    def __init__(self):
        self.loans = []

    def lend(self, bike, rider, start, end):
        """Add a loan and return it, or raise Refused and change nothing."""
        if not start < end <= start + self.longest:
            raise Refused("SPAN_INVALID")
        if any(loan.bike == bike and loan.start < end and start < loan.end for loan in self.loans):
            raise Refused("BIKE_TAKEN")
        if any(loan.rider == rider and loan.start < end and start < loan.end for loan in self.loans):
            raise Refused("RIDER_BUSY")
        loan = Loan(bike, rider, start, end)
        self.loans.append(loan)
        return loan
