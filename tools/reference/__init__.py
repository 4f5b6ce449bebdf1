"""Pages and schemas that are made from the program, so that they cannot say anything else."""
