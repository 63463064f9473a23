namespace OpenShift.NET.Sdk.Tests.Apps;

/// <summary>How good a rule is over the corpus.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Right">Violations that are there and were found.</param>
/// <param name="Wrong">Violations that were found and are not there.</param>
/// <param name="Missed">Violations that are there and were not found.</param>
internal sealed record RuleScore(string Rule, int Right, int Wrong, int Missed)
{
    public double Precision => Right + Wrong == 0 ? 1 : (double)Right / (Right + Wrong);

    public double Recall => Right + Missed == 0 ? 1 : (double)Right / (Right + Missed);
}
