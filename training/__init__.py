"""Training of the reader. No part of the product: nothing of it is imported or shipped."""
