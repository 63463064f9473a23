using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Trials;

[Rule("OSC1391", "Nothing is found", Basic = Severity.None, Recommended = Severity.Warning, Strict = Severity.Error, Fix = "Do something.")]
internal sealed class AlwaysViolated(params Finding[] findings) : Rule
{
    public override IEnumerable<Finding> Check(Publication publication) => findings;
}
