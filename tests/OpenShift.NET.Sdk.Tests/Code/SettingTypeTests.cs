using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Tests.Code;

/// <summary>What the binder of .NET 10 took of these values, and what not, when it was asked for each type.</summary>
[TestClass]
public sealed class SettingTypeTests
{
    private static readonly string[] s_values =
    [
        "", " ", "0", "1", "true", "True", " true ", "yes", "on", "5", "-5", " 5 ", "5.5", "1,000", "0x1F", "#1F", "1e3", "300", "99999999999", "00:00:05", "5s", "1.02:03:04", "24:00:00", "25:00:00", "30", "a", "ab",
        "not a uri", "http://x:99999", "http://[", "/x", "2026-01-15", "01/15/2026", "15/01/2026", "2026-01-15T10:00:00Z", "10:00", "6f9619ff-8b86-d011-b42d-00c04fc964ff", "{6f9619ff-8b86-d011-b42d-00c04fc964ff}",
        "Fast", "fast", "Fast,Slow", "Fast, Slow", "7", "Quick", "1.2", "1.2.3", "+5", "NaN", "Infinity", "5%",
    ];

    [TestMethod]
    [DataRow("System.Boolean", "true|True| true ")]
    [DataRow("System.Boolean?", "|true|True| true ")]
    [DataRow("System.Byte", "0|1|5| 5 |0x1F|#1F|30|7|+5")]
    [DataRow("System.Int16", "0|1|5|-5| 5 |0x1F|#1F|300|30|7|+5")]
    [DataRow("System.Int32", "0|1|5|-5| 5 |0x1F|#1F|300|30|7|+5")]
    [DataRow("System.Int32?", "|0|1|5|-5| 5 |0x1F|#1F|300|30|7|+5")]
    [DataRow("System.UInt32", "0|1|5| 5 |0x1F|#1F|300|30|7|+5")]
    [DataRow("System.Int64", "0|1|5|-5| 5 |0x1F|#1F|300|99999999999|30|7|+5")]
    [DataRow("System.UInt64", "0|1|5| 5 |0x1F|#1F|300|99999999999|30|7|+5")]
    [DataRow("System.Double", "0|1|5|-5| 5 |5.5|1e3|300|99999999999|30|7|1.2|+5|NaN|Infinity")]
    [DataRow("System.Decimal", "0|1|5|-5| 5 |5.5|1e3|300|99999999999|30|7|1.2|+5")]
    [DataRow("System.Char", "| |0|1|5| 5 |a|7")]
    [DataRow("System.TimeSpan", "0|1|5|-5| 5 |300|00:00:05|1.02:03:04|24:00:00|25:00:00|30|10:00|7")]
    [DataRow("System.Guid", "6f9619ff-8b86-d011-b42d-00c04fc964ff|{6f9619ff-8b86-d011-b42d-00c04fc964ff}")]
    [DataRow("System.DateTime", "| |5.5|00:00:05|2026-01-15|01/15/2026|2026-01-15T10:00:00Z|10:00|1.2|1.2.3")]
    [DataRow("System.DateTimeOffset", "| |5.5|00:00:05|2026-01-15|01/15/2026|2026-01-15T10:00:00Z|10:00|1.2|1.2.3")]
    [DataRow("System.DateOnly", "| |5.5|2026-01-15|01/15/2026|1.2|1.2.3")]
    [DataRow("System.TimeOnly", "| |00:00:05|10:00")]
    [DataRow("System.Version", "5.5|1.2|1.2.3")]
    [DataRow("App.Mode", "0|1|5|-5| 5 |1,000|300|30|Fast|fast|Fast,Slow|Fast, Slow|7|+5")]
    [DataRow("App.Mode?", "|0|1|5|-5| 5 |1,000|300|30|Fast|fast|Fast,Slow|Fast, Slow|7|+5")]
    public void A_text_is_converted_as_the_binder_does(string type, string accepted) =>
        Assert.AreEqual(accepted, string.Join('|', s_values.Where(v => Type(type).Accepts(v) == true)));

    [TestMethod]
    public void An_address_can_be_anything_but_a_broken_one() =>
        Assert.AreEqual("http://x:99999|http://[", string.Join('|', s_values.Where(v => Type("System.Uri").Accepts(v) == false)));

    [TestMethod]
    public void What_is_parsed_is_stricter()
    {
        Assert.IsFalse(new SettingType("System.Int32") { IsParsed = true }.Accepts("0x1F"));
        Assert.IsFalse(new SettingType("System.Uri") { IsParsed = true }.Accepts("orders"));
        Assert.IsFalse(new SettingType("System.DateTime") { IsParsed = true }.Accepts(""));
        Assert.IsNull(new SettingType("Shop.Money").Accepts("5"));
    }

    [TestMethod]
    public void A_default_is_written_so_that_it_comes_back()
    {
        Assert.AreEqual("false", new SettingType("System.Boolean").TextOf(new ConstantValue(0)));
        Assert.AreEqual("true", new SettingType("System.Boolean").TextOf(new ConstantValue(true)));
        Assert.AreEqual("1.00:00:00", new SettingType("System.TimeSpan").TextOf(new ConstantValue(TimeSpan.FromDays(1))));
        Assert.AreEqual("Slow", Type("App.Mode").TextOf(new ConstantValue(1)));
        Assert.IsNull(Type("App.Mode").TextOf(new ConstantValue(9)));
        Assert.AreEqual("Fast", Type("App.Mode").ZeroText);
        Assert.IsNull(Type("System.Int32?").ZeroText);
    }

    private static SettingType Type(string name) => new(name.TrimEnd('?'))
    {
        IsNullable = name.EndsWith('?'),
        Members = name.StartsWith("App.", StringComparison.Ordinal) ? [KeyValuePair.Create("Fast", 0L), KeyValuePair.Create("Slow", 1L)] : [],
    };
}
