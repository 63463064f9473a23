namespace Microsoft.FSharp.Core
{
    public class PrintfFormat<T> { public PrintfFormat(string value) { } }
    public static class ExtraTopLevelOperators
    {
        public static T PrintFormatLine<T>(PrintfFormat<T> format) => default;
        public static T PrintFormatLineToError<T>(PrintfFormat<T> format) => default;
    }
}
