"""The figures of `make bench`: retrieval, ingest, questions, cold start, publish, large corpus."""
