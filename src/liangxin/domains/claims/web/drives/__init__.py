"""The staff's pages of drives and vouchers."""
