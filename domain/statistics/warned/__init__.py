"""What figures and words warn of, by what it is about; each test is exact."""
