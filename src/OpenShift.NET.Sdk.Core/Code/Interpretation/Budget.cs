namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>How much work may be spent, counted in instructions so that the outcome is the same on every machine.</summary>
internal sealed class Budget(int total, int perRoot, CancellationToken cancellationToken)
{
    private int _root;

    /// <summary>Whether something was left out.</summary>
    public bool Exceeded { get; private set; }

    public int Spent { get; private set; }

    public void StartRoot()
    {
        cancellationToken.ThrowIfCancellationRequested();
        _root = 0;
    }

    /// <summary>Takes the cost of a block.</summary>
    /// <returns>Whether there is something left.</returns>
    public bool Take(int instructions)
    {
        _root += instructions;
        Spent += instructions;
        if ((Spent & 0xFFF) < instructions)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (_root > perRoot || Spent > total)
        {
            Exceeded = true;
            return false;
        }

        return true;
    }
}
