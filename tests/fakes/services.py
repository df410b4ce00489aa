"""Web services that answer nothing."""


class FailingService:
    """Raises the same error whatever is asked."""

    def __init__(self, error):
        self.error = error

    def ask(self, question, by=""):
        raise self.error

    def follow(self, question, by=""):
        raise self.error

    def search(self, question, count):
        raise self.error

    def overview(self):
        raise self.error
