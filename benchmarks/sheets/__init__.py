"""How fast and in how much memory workbooks are read, marked and written, beside plain openpyxl in the same run."""
