const user = { name: "a" };
console.log(user.nmae);
