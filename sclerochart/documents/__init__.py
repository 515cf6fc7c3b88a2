"""PDFs as functions of domain values. The only place that names ReportLab. Knows no store."""
