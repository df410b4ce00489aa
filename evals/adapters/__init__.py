"""Public sets of questions, turned into suites when they are present; none of them is copied here.

One file a set says where it comes from, under which licence, what counts as what, and what is lost.
"""
