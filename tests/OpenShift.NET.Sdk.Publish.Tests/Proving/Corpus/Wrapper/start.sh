#!/bin/sh
dotnet /app/Wrapper.dll
echo stopped
