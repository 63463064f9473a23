using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Trials;

[Rule("OSC0191", "Nothing else is found", Basic = Severity.Info, Recommended = Severity.Error, Strict = Severity.Error, Fix = "Do something else.")]
internal sealed class OtherViolated(params Finding[] findings) : Rule
{
    public override IEnumerable<Finding> Check(Publication publication) => findings;
}
