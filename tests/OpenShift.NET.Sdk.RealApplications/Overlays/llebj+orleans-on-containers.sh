python3 /work/real/fit.py .
